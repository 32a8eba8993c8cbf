package io.tessera.provisioning.internal.configuration;

import io.tessera.provisioning.api.admin.IdentityProvider.Identifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** WSO2's patterns of identifiers: {@code {UD,UN,TD,IDP}}. */
final class IdentifierPattern {
  private static final Set<String> TOKENS = Set.of("UD", "UN", "TD", "IDP");

  private final Identifier identifier;
  private final String identityProvider;

  IdentifierPattern(Identifier identifier, String identityProvider) {
    this.identifier = identifier;
    this.identityProvider = identityProvider;
  }

  /** What is wrong with one; empty for nothing. */
  static Optional<String> fault(String pattern) {
    if (!pattern.startsWith("{") || !pattern.endsWith("}") || pattern.length() < 3) {
      return Optional.of("one list in braces is expected: {UD,UN,TD,IDP}.");
    }
    Set<String> seen = new HashSet<>();
    for (String token : tokens(pattern)) {
      if (!TOKENS.contains(token)) {
        return Optional.of(
            "\""
                + token
                + "\" is not known; UD, UN, TD and IDP are: user store, user name, tenant,"
                + " identity provider.");
      }
      if (!seen.add(token)) {
        return Optional.of(token + " is there twice.");
      }
    }
    return seen.contains("UN")
        ? Optional.empty()
        : Optional.of("UN is missing: all users would have the same identifier.");
  }

  private static List<String> tokens(String pattern) {
    return Arrays.stream(pattern.substring(1, pattern.length() - 1).split(",", -1))
        .map(String::strip)
        .toList();
  }

  /** In lower case, as WSO2 has it; the separator is taken out of all parts but the user name. */
  String of(String userName, String userStore) {
    return tokens(identifier.pattern()).stream()
        .map(
            token ->
                switch (token) {
                  case "UD" -> part(userStore);
                  case "TD" -> part(identifier.tenant());
                  case "IDP" -> part(identityProvider);
                  default -> userName;
                })
        .collect(Collectors.joining(identifier.separator()))
        .toLowerCase(Locale.ROOT);
  }

  private String part(String text) {
    return identifier.separator().isEmpty() ? text : text.replace(identifier.separator(), "");
  }
}
