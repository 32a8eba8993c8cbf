export default {
  'sub': 'Parties whose signed tokens are taken instead of secrets of ours.', 'new': 'New token issuer',
  'none': 'No token issuers', 'none-text': 'When your platform signs tokens for applications, trust it here, and say at the service provider what it calls it.',
  'delete-title': 'Trust {name} no more?', 'delete-text': 'Its tokens are not taken any more.',
  'f-name': 'Name', 'f-enabled': 'Its tokens are taken', 'f-issuer': 'Issuer', 'f-issuer-help': 'What its tokens say in iss, exactly.', 'f-audience': 'Audience', 'f-audience-help': 'What must be among their aud.',
  'f-keySetUri': 'Where its keys are', 'f-keySet': 'Or its public keys', 'f-keySet-help': 'A JWK set.', 'f-description': 'Description',
  'f-callerClaim': 'Claim that names the caller', 'f-scopeClaim': 'Claim with the scopes', 'f-algorithms': 'Signatures that are taken',
};
