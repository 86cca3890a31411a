"""What a photograph tells beside its picture: taken out before it is kept, so that nobody's home is
on record because of a snapshot. The picture itself is not touched.

In:  the bytes of a JPEG, PNG or WebP.
Out: the same picture without where it was taken, or NotWhole.
"""
