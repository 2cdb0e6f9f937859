"""Estimators, intervals, exchanges and false discovery: plain arrays, no corpus."""
