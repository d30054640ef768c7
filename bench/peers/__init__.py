"""nolle beside other ways to run a policy over charges: the same rows, the same two policies, counts checked equal."""
