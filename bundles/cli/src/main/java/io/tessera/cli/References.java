package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks whether what files name is in the files or at the server, before anything is done. */
final class References {
  private final Api api;
  private final Set<String> known = new HashSet<>();

  References(Api api, List<Desired> files) {
    this.api = api;
    files.forEach(desired -> known.add(key(desired.kind(), desired.name())));
  }

  void check(Desired desired) throws CommandException, InterruptedException {
    for (Reference reference : of(desired)) {
      String key = key(reference.kind(), reference.name());
      if (!known.contains(key) && reference.kind().named().find(api, reference.name()).isEmpty()) {
        throw Desired.wrong(
            desired.document(),
            reference.field()
                + ": there is no "
                + reference.kind().word()
                + " \""
                + reference.name()
                + "\", neither in the files nor at the server.");
      }
      known.add(key);
    }
  }

  private record Reference(String field, Desired.Kind kind, String name) {}

  private static List<Reference> of(Desired desired) {
    List<Reference> all = new ArrayList<>();
    Attributes content = desired.content();
    switch (desired.kind()) {
      case TARGET -> {
        add(all, "identityProvider", Desired.Kind.IDENTITY_PROVIDER, content);
        Named.objects(content.complex(Desired.DELIVERY), "dependsOn")
            .forEach(d -> add(all, "target", Desired.Kind.TARGET, d));
      }
      case SERVICE_PROVIDER -> {
        add(all, "userStore", Desired.Kind.USER_STORE, content);
        content.get("targets").orElse(Value.NONE).elements().stream()
            .map(target -> ProvidedTarget.whole(target).attributes())
            .forEach(t -> add(all, "target", Desired.Kind.TARGET, t));
      }
      case ALERT_CHANNEL -> addTargets(all, content);
      case ROLE -> {
        addTargets(all, content);
        Named.objects(content, "entitlements")
            .forEach(e -> add(all, "target", Desired.Kind.TARGET, e));
      }
      case RULE -> {
        addTargets(all, content);
        Named.texts(content, "serviceProviders")
            .forEach(
                name ->
                    all.add(
                        new Reference("serviceProviders", Desired.Kind.SERVICE_PROVIDER, name)));
      }
      case BIRTHRIGHT_RULE ->
          Named.texts(content, "roles")
              .forEach(name -> all.add(new Reference("roles", Desired.Kind.ROLE, name)));
      default -> {}
    }
    return all;
  }

  private static void addTargets(List<Reference> all, Attributes content) {
    Named.texts(content, "targets")
        .forEach(name -> all.add(new Reference("targets", Desired.Kind.TARGET, name)));
  }

  private static void add(
      List<Reference> all, String field, Desired.Kind kind, Attributes content) {
    content
        .text(field)
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> all.add(new Reference(field, kind, name)));
  }

  private static String key(Desired.Kind kind, String name) {
    return kind.word() + " " + name.toLowerCase(Locale.ROOT);
  }
}
