"""Other matchers asked the same questions in the same run; the heavy one lives in an environment of its own."""
