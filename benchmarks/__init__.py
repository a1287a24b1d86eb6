"""Programs that measure: recall and false hits, speed and memory. ``python -m benchmarks.run`` runs them all."""
