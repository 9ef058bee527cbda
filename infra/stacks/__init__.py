"""The stacks: lists of nouns with their exceptions."""
