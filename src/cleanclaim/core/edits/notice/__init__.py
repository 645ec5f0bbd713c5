"""Notices that the patient may have to pay."""
