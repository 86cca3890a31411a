"""An invented region, grown from a seed: the same on every machine. (decision 035)

Whole numbers only: positions in dm on a plane, angles in 4,096ths of a turn, sines from a table of
whole numbers, draws from a generator that is written down here. No set decides an order.
"""
