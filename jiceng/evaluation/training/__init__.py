"""Learning what reading weighs, from gold; each model is judged by pages of days that it was not trained on."""
