"""Static files under names that carry their hash, compressed; modules that import each other included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise carries no types
    """Lets a browser keep every file for ever, and fetch it anew when it changes."""

    support_js_module_import_aggregation = True
