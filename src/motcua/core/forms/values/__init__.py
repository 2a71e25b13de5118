"""How a value of each type is read: from what people type to what is kept."""
