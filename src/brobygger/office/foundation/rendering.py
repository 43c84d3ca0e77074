"""Every form of every room is drawn alike, as the Danish design system draws forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),  # before the radio: Django makes the one of the other
    (forms.RadioSelect, "form-radio"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.FileInput, "form-file"),
    (forms.Widget, "form-input"),
)


class OfficeBoundField(forms.BoundField):
    """A field that knows the design system's class for its widget, and how its template must be laid out."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the class and, where one box must be filled, aria-required; Django adds aria-invalid and -describedby.

        Not `required`: the browser would answer in its own language before our own message could.
        """
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        wanted = next(name for kind, name in CLASSES if isinstance(widget, kind))
        given = {**widget.attrs, **built}.get("class", "")
        if self.field.required and self.layout == "box" and not self.is_hidden:
            built["aria-required"] = "true"
        return {**built, "class": f"{given} {wanted}".strip()}

    @property
    def layout(self) -> str:
        """Which way the field is drawn: a tick beside its words, a group with a legend, or words above a box."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "tick"
        return "group" if self.use_fieldset else "box"

    @property
    def first_id(self) -> str:
        """Where a link from the list of errors leads: the box, or the first choice of a group."""
        return f"{self.auto_id}_0" if self.layout == "group" else self.id_for_label


class OfficeRenderer(DjangoTemplates):
    """Django's own engine with the foundation's templates for form, formset and field."""

    form_template_name = "foundation/forms/form.html"
    formset_template_name = "foundation/forms/formset.html"
    field_template_name = "foundation/forms/field.html"
    bound_field_class = OfficeBoundField
