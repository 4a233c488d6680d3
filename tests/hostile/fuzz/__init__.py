"""Coverage-guided fuzzing of the readers, by hand: `python -m tests.hostile.fuzz`."""
