package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.ServiceProviders;
import io.tessera.provisioning.api.admin.SignInLocks;
import io.tessera.provisioning.api.admin.TokenIssuers;
import java.util.List;

/** The use cases about those who call. */
record CallerCases(
    ServiceProviders serviceProviders, TokenIssuers tokenIssuers, SignInLocks signInLocks) {
  List<Object> resources() {
    return List.of(
        new ServiceProvidersResource(serviceProviders),
        new ClientSecretsResource(serviceProviders),
        new IssuedTokensResource(serviceProviders),
        new TokenIssuersResource(tokenIssuers),
        new SignInLocksResource(signInLocks));
  }
}
