"""Everything of the library as one data package: tables with a schema, written in several forms and read back."""
