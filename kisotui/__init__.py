"""kisotui: the Kubernetes ISO page of Mold (Apache CloudStack) for the terminal."""

__version__ = "0.1.0"
