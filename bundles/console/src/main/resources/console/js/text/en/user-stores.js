export default {
  'sub': 'Spaces of names of their own. The same name may be there in each.', 'name': 'Name', 'name-help': 'It is brought to upper case, and never changes.', 'description': 'Description',
  'always': 'always there', 'add': 'New user store', 'users': 'Users in it', 'deleted': '{name} was deleted',
  'delete-title': 'Delete {name}?', 'delete-text': 'It has to be empty.', 'one': 'One space for all names', 'one-text': 'Make another one when two parties may both have an alice.',
};
