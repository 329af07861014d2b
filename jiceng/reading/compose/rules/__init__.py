"""The rules of line ends that are asked once the page is laid out, a module a family."""
