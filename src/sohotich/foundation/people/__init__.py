"""Units, people, roles and grants; who may do what, where."""
