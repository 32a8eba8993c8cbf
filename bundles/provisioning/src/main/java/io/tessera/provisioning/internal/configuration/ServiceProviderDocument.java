package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Entry;
import io.tessera.provisioning.api.admin.ServiceProvider.Mode;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import io.tessera.store.spi.Configurations.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Service providers as the documents the store keeps, and back. */
public final class ServiceProviderDocument {
  public static final String KIND = "service-provider";

  private ServiceProviderDocument() {}

  public static Item item(RegisteredProvider registered) {
    ServiceProvider provider = registered.provider();
    return new Item(
        KIND,
        provider.id(),
        provider.name(),
        provider.version(),
        Attributes.builder()
            .put("description", provider.description())
            .put("enabled", provider.enabled())
            .put("userStore", provider.userStore())
            .put(
                "scopes",
                StoredLists.of(provider.scopes().stream().map(Permission::key).sorted().toList()))
            .put("secretsAllowed", provider.secretsAllowed())
            .put(
                "subjects",
                StoredLists.ofObjects(provider.subjects().stream().map(s -> subject(s)).toList()))
            .put("certificates", StoredLists.of(provider.certificates().stream().sorted().toList()))
            .put("redirectUris", StoredLists.of(provider.redirectUris().stream().sorted().toList()))
            .put("mode", provider.outbound().mode().name())
            .put(
                "targets",
                Value.many(provider.outbound().entries().stream().map(e -> entry(e)).toList()))
            .put(
                "secrets",
                StoredLists.ofObjects(registered.secrets().stream().map(s -> secret(s)).toList()))
            .build());
  }

  public static RegisteredProvider read(Item item) {
    Attributes document = item.document();
    return new RegisteredProvider(
        new ServiceProvider(
            item.id(),
            item.name(),
            document.text("description").orElse(""),
            document.bool("enabled").orElse(false),
            document.text("userStore").orElse(Caller.PRIMARY),
            Permission.ofKeys(StoredLists.texts(document, "scopes")),
            document.bool("secretsAllowed").orElse(false),
            StoredLists.objects(document, "subjects").stream()
                .map(ServiceProviderDocument::subject)
                .toList(),
            Set.copyOf(StoredLists.texts(document, "certificates")),
            Set.copyOf(StoredLists.texts(document, "redirectUris")),
            outbound(document),
            item.version()),
        StoredLists.objects(document, "secrets").stream()
            .map(ServiceProviderDocument::secret)
            .toList());
  }

  private static Outbound outbound(Attributes document) {
    return new Outbound(
        document.text("mode").map(Mode::valueOf).orElse(Mode.PERSIST_AND_PROVISION),
        document.get("targets").stream()
            .flatMap(targets -> targets.elements().stream())
            .flatMap(target -> entry(target).stream())
            .toList());
  }

  private static Value entry(Entry entry) {
    Attributes.Builder stored =
        Attributes.builder()
            .put("target", entry.target())
            .put("rules", entry.rules())
            .put("jit", entry.jit());
    entry.modeIfAny().ifPresent(mode -> stored.put("mode", mode.name()));
    return Value.complex(stored.build());
  }

  /** Once, targets were stored by nothing but their names. */
  private static Optional<Entry> entry(Value stored) {
    if (stored instanceof Value.Text name) {
      return Optional.of(Entry.of(name.value()));
    }
    return stored instanceof Value.Complex complex
        ? Optional.of(entry(complex.attributes()))
        : Optional.empty();
  }

  private static Entry entry(Attributes stored) {
    return new Entry(
        stored.text("target").orElse(""),
        stored.text("mode").map(DeliverySettings.Mode::valueOf).orElse(null),
        stored.bool("rules").orElse(true),
        stored.bool("jit").orElse(true));
  }

  private static Attributes subject(Subject subject) {
    return Attributes.builder()
        .put("issuer", subject.issuer())
        .put("subject", subject.subject())
        .build();
  }

  private static Subject subject(Attributes stored) {
    return new Subject(stored.text("issuer").orElse(""), stored.text("subject").orElse(""));
  }

  private static Attributes secret(RegisteredProvider.Secret secret) {
    Attributes.Builder stored =
        Attributes.builder()
            .put("id", secret.id().toString())
            .put("digest", secret.digest())
            .put("created", secret.created().toString())
            .put("createdBy", secret.createdBy());
    Instant expires = secret.expires();
    return (expires == null ? stored : stored.put("expires", expires.toString())).build();
  }

  private static RegisteredProvider.Secret secret(Attributes stored) {
    return new RegisteredProvider.Secret(
        UUID.fromString(stored.text("id").orElseThrow()),
        stored.text("digest").orElseThrow(),
        Instant.parse(stored.text("created").orElseThrow()),
        stored.text("createdBy").orElse(""),
        stored.text("expires").map(Instant::parse).orElse(null));
  }
}
