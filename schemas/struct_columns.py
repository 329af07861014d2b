"""Nested values of rows kept by column: hundreds of spans are two tuples of numbers, not hundreds of models."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, cast, overload

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, core_schema

_S = TypeVar("_S", bound=BaseModel)


class StructColumns(Sequence[_S], Generic[_S]):
    """Structs of one kind, by column; as a field of a row, accepted where a tuple of the structs would be.

    A subclass names the struct. Columns are checked as a whole, by what is generated from the struct's fields and by
    `agrees`; what does not pass is given to the struct itself, which says what is wrong.
    """

    __slots__ = ("columns",)
    struct: ClassVar[type[BaseModel]]

    def __init__(self, *columns: tuple[Any, ...]) -> None:
        """Take one tuple for each field of the struct, all equally long, in the order of the fields."""
        self.columns = columns or ((),) * len(self.struct.model_fields)

    @classmethod
    def of(cls, structs: Iterable[_S]) -> Self:
        """Return validated structs by column."""
        fields = tuple(cls.struct.model_fields)
        return cls(*zip(*(tuple(getattr(struct, name) for name in fields) for struct in structs), strict=True))

    def agrees(self) -> bool:
        """Return whether what the struct's validators demand beyond its fields holds for all."""
        return True

    def is_valid(self) -> bool:
        """Return whether the struct accepts each of them."""
        checks = _checks(self.struct)
        if len(self.columns) != len(checks) or set(map(type, self.columns)) != {tuple}:
            return False
        if len(set(map(len, self.columns))) != 1:
            return False
        try:
            for check, column in zip(checks, self.columns, strict=True):
                check(_telling(column))
        except ValidationError:
            return False
        return self.agrees()

    def as_dicts(self) -> tuple[dict[str, Any], ...]:
        """Return each struct as a dict."""
        names = tuple(self.struct.model_fields)
        return tuple(dict(zip(names, values, strict=True)) for values in zip(*self.columns, strict=True))

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[_S]:
        make = cast("Callable[..., _S]", self.struct.model_construct)
        return (make(**values) for values in self.as_dicts())

    @overload
    def __getitem__(self, index: int) -> _S: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> _S | Self:
        """Return one struct, or some of them by column."""
        if isinstance(index, slice):
            return type(self)(*(column[index] for column in self.columns))
        values = (column[index] for column in self.columns)
        return cast("_S", self.struct.model_construct(**dict(zip(self.struct.model_fields, values, strict=True))))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StructColumns):
            return self.struct is other.struct and self.columns == other.columns
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(self.columns)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept these columns, or a tuple of structs; errors are those of the structs."""
        one_by_one = handler.generate_schema(tuple[cls.struct, ...])  # type: ignore[name-defined]

        def validate(value: Any, validate_structs: core_schema.ValidatorFunctionWrapHandler) -> StructColumns[_S]:
            if isinstance(value, cls):
                if value.is_valid():
                    return value
                value = value.as_dicts()
            return cls.of(validate_structs(value))

        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(cls.of, one_by_one),
            python_schema=core_schema.no_info_wrap_validator_function(validate, one_by_one),
            serialization=core_schema.plain_serializer_function_ser_schema(cls.as_dicts),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Describe them as the list of structs that they are."""
        return handler(schema["json_schema"]["schema"])


def _telling(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values of a column that the others cannot fail without: of numbers the extremes, else each once."""
    kinds = set(map(type, column))
    if kinds == {int}:
        return min(column), max(column)
    return tuple(set(column)) if kinds == {str} else column


@cache
def _checks(struct: type[BaseModel]) -> tuple[Callable[[Any], object], ...]:
    """Return for each field of a struct what raises ValidationError for a column that it would not accept."""
    strict = ConfigDict(strict=True)
    found = []
    for field in struct.model_fields.values():
        kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        found.append(TypeAdapter[Any](tuple[kind, ...], config=strict).validate_python)
    return tuple(found)
