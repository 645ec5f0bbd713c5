"""The screens' common ground: shell, design system, navigation, paging.  Each app brings its own templates."""
