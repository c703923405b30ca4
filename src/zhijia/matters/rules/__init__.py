"""What holds for matters: pure decisions, one file a story."""
