"""The ground of a region on disk: a folder with a manifest and a GeoPackage. (decision 032)"""
