"""Tests of what a teacher shares."""
