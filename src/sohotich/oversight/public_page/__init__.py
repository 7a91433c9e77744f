"""What everybody may see of the campaign: published counts, on pages without sign-in."""
