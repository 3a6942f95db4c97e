"""Judged queries, measures, speed, and the scores that must hold."""
