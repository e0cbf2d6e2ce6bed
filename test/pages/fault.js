// Nothing goes wrong: a scenario of test/faults serves another text under this address, which runs before the tag.
