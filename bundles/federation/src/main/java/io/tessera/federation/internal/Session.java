package io.tessera.federation.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.provisioning.api.federation.Assertion;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Somebody who is signed in.
 *
 * @param id what the browser keeps
 * @param identity who it is here
 * @param assertion of the identity provider, without claims
 * @param created whether this sign-in made the account
 * @param ends when it is over, whatever happens
 * @param formKey has to come with what the person sends from their page
 * @param serviceProviders for which the accounts have been seen to
 */
record Session(
    String id,
    ResourceId identity,
    String userStore,
    Assertion assertion,
    boolean created,
    Instant ends,
    String formKey,
    Set<UUID> serviceProviders) {
  Session {
    serviceProviders = Set.copyOf(serviceProviders);
  }

  Attributes write() {
    return Attributes.builder()
        .put("identity", identity.toString())
        .put("userStore", userStore)
        .put("assertion", Value.complex(AssertionText.write(assertion)))
        .put("created", created)
        .put("ends", ends.toString())
        .put("formKey", formKey)
        .put(
            "sps",
            AssertionText.texts(serviceProviders.stream().map(UUID::toString).sorted().toList()))
        .build();
  }

  static Session read(String id, Attributes text) {
    return new Session(
        id,
        ResourceId.of(text.text("identity").orElseThrow()),
        text.text("userStore").orElseThrow(),
        AssertionText.read(text.complex("assertion")),
        text.bool("created").equals(Optional.of(true)),
        Instant.parse(text.text("ends").orElseThrow()),
        text.text("formKey").orElseThrow(),
        AssertionText.texts(text.get("sps").orElse(Value.NONE)).stream()
            .map(UUID::fromString)
            .collect(Collectors.toUnmodifiableSet()));
  }
}
