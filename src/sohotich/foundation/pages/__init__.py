"""The shell of every screen: templates, components, lists, navigation, the built front end."""
