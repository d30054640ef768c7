"""The fewest changes of clauses after which one policy gives what another gives."""
