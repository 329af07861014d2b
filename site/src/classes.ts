/** Classes of office in the order of the contract; "" where no office is named. */
export const CLASSES = [
  "party", "government", "congress", "judicial", "mass_organization", "self_government", "enterprise", "professional",
  "resident", "other", "",
];
