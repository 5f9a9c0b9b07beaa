"""FIRST-HAND: who went through it, told sentence by sentence."""
