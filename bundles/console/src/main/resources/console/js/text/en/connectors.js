export default {
  'sub': 'Kinds of system that can be connected, and the bundles that bring them.',
  'tab-types': 'Kinds', 'tab-bundles': 'Bundles', 'types': 'Kinds of connector', 'type': 'Kind', 'version': 'Version', 'used': 'Targets', 'used-by': 'Used by',
  'unused': 'No target uses it.', 'rolled-back': 'put back', 'id': 'Id', 'settings': 'Settings',
  'bundle': 'Bundle', 'state': 'State', 'source': 'From', 'file': 'File', 'find': 'Name of a bundle', 'source-all': 'All',
  'source-deployed': 'Deployed', 'source-shipped': 'Shipped', 'source-framework': 'Framework',
  'refresh': 'Refresh', 'refresh-title': 'Refresh {name}?', 'refresh-text': 'What uses it stops for a moment. Changes wait meanwhile.', 'did-refresh': '{name} was refreshed',
  'stop': 'Stop', 'stop-title': 'Stop {name}?', 'stop-text': 'Targets that use it wait until it is started again.', 'did-stop': '{name} was stopped',
  'start': 'Start', 'did-start': '{name} was started',
  'upload': 'Upload a connector', 'upload-text': 'A bundle as a jar. It is taken up at once; when it fails, the version before it is put back.', 'jar': 'Jar', 'uploaded': 'Uploaded. It is being started.',
};
