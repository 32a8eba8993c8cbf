package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Mode;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import io.tessera.store.spi.Configurations.Item;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

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
            .put("scopes", texts(provider.scopes().stream().map(Permission::key).sorted().toList()))
            .put("secretsAllowed", provider.secretsAllowed())
            .put("subjects", objects(provider.subjects(), ServiceProviderDocument::subject))
            .put("certificates", texts(provider.certificates().stream().sorted().toList()))
            .put("mode", provider.outbound().mode().name())
            .put("targets", texts(provider.outbound().targets().stream().sorted().toList()))
            .put("secrets", objects(registered.secrets(), ServiceProviderDocument::secret))
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
            Permission.ofKeys(texts(document, "scopes")),
            document.bool("secretsAllowed").orElse(false),
            objects(document, "subjects").stream().map(ServiceProviderDocument::subject).toList(),
            Set.copyOf(texts(document, "certificates")),
            outbound(document),
            item.version()),
        objects(document, "secrets").stream().map(ServiceProviderDocument::secret).toList());
  }

  private static Outbound outbound(Attributes document) {
    return new Outbound(
        document.text("mode").map(Mode::valueOf).orElse(Mode.PERSIST_AND_PROVISION),
        Set.copyOf(texts(document, "targets")));
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

  private static Value texts(Collection<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }

  private static <T> Value objects(List<T> all, Function<T, Attributes> codec) {
    return Value.many(all.stream().map(codec).map(Value::complex).toList());
  }

  private static List<String> texts(Attributes document, String name) {
    return document.get(name).stream()
        .flatMap(v -> v.elements().stream())
        .filter(v -> v instanceof Value.Text)
        .map(v -> ((Value.Text) v).value())
        .toList();
  }

  private static List<Attributes> objects(Attributes document, String name) {
    return document.get(name).stream()
        .flatMap(v -> v.elements().stream())
        .filter(v -> v instanceof Value.Complex)
        .map(v -> ((Value.Complex) v).attributes())
        .toList();
  }
}
