export default {
  title: 'Trace of a request',
  operations: 'Operations',
  request: 'Request',
  by: '{actor}, over {channel}',
  changed: 'changed',
  record: 'Record',
  toOperation: 'Operation',
  noOperation: 'Nothing had to be sent to any target.',
  none: 'Nothing is known of this request',
  noneText: 'A request that changed nothing leaves no trace, and finished operations are kept for 30 days.',
};
