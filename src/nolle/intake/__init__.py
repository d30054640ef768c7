"""What turns an opened file into standard tables, and what looks at a file before that."""
