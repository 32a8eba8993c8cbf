package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.ClientSecret;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.IssuedToken;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.provisioning.api.admin.ServiceProvider.Entry;
import io.tessera.provisioning.api.admin.ServiceProvider.Mode;
import io.tessera.provisioning.api.admin.ServiceProvider.Outbound;
import io.tessera.provisioning.api.admin.ServiceProvider.Subject;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Service providers, what they sign in with and what was issued to them, as JSON. */
final class ServiceProviderCodec {
  private ServiceProviderCodec() {}

  static Attributes json(ServiceProvider provider) {
    return new JsonObject()
        .id("id", provider.id())
        .text("name", provider.name())
        .text("description", provider.description())
        .flag("enabled", provider.enabled())
        .text("userStore", provider.userStore())
        .texts("scopes", keys(provider.scopes()))
        .flag("secretsAllowed", provider.secretsAllowed())
        .objects("subjects", provider.subjects().stream().map(s -> json(s)).toList())
        .texts("certificates", provider.certificates().stream().sorted().toList())
        .texts("redirectUris", provider.redirectUris().stream().sorted().toList())
        .text("mode", word(provider.outbound().mode()))
        .number("version", provider.version())
        .build()
        .with(
            "targets",
            Value.many(
                provider.outbound().entries().stream().map(ServiceProviderCodec::json).toList()));
  }

  /** By its name alone where that is all there is to say. */
  private static Value json(Entry entry) {
    if (entry.isPlain()) {
      return Value.text(entry.target());
    }
    JsonObject json = new JsonObject().text("target", entry.target());
    entry.modeIfAny().ifPresent(mode -> json.text("mode", word(mode)));
    return Value.complex(json.flag("rules", entry.rules()).flag("jit", entry.jit()).build());
  }

  private static Attributes json(Subject subject) {
    return new JsonObject()
        .text("issuer", subject.issuer())
        .text("subject", subject.subject())
        .build();
  }

  static Attributes json(ClientSecret secret) {
    return described(secret).build();
  }

  static Attributes json(ClientSecret.Issued issued) {
    return described(issued.secret()).text("secret", issued.value()).build();
  }

  private static JsonObject described(ClientSecret secret) {
    return new JsonObject()
        .id("id", secret.id())
        .time("created", secret.created())
        .text("createdBy", secret.createdBy())
        .time("expires", secret.expiresIfEver())
        .time("lastUsed", secret.lastUsedIfEver());
  }

  static Attributes json(IssuedToken token) {
    return new JsonObject()
        .id("id", token.id())
        .id("secret", token.secret())
        .texts("scopes", keys(token.scopes()))
        .time("issued", token.issued())
        .time("expires", token.expires())
        .build();
  }

  private static List<String> keys(Collection<Permission> permissions) {
    return permissions.stream().filter(Permission::isScope).map(Permission::key).sorted().toList();
  }

  static ServiceProvider.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    ServiceProvider.Draft draft =
        new ServiceProvider.Draft(
            fields.text("name"),
            fields.optionalText("description").orElse(""),
            fields.flag("enabled", true),
            fields.optionalText("userStore").orElse(Caller.PRIMARY),
            scopes(fields),
            fields.flag("secretsAllowed", true),
            fields.objects("subjects").stream()
                .map(subject -> new Subject(subject.text("issuer"), subject.text("subject")))
                .toList(),
            new HashSet<>(fields.texts("certificates")),
            new HashSet<>(fields.texts("redirectUris")),
            outbound(fields));
    fields.check();
    return draft;
  }

  private static Outbound outbound(Fields fields) {
    return new Outbound(
        fields.constant(
            "mode", Mode.values(), ServiceProviderCodec::word, Mode.PERSIST_AND_PROVISION),
        fields.textsOrObjects("targets", "target").stream()
            .map(ServiceProviderCodec::entry)
            .toList());
  }

  private static Entry entry(Fields target) {
    DeliverySettings.@Nullable Mode mode =
        target.has("mode")
            ? target.constant(
                "mode",
                DeliverySettings.Mode.values(),
                ServiceProviderCodec::word,
                DeliverySettings.Mode.NON_BLOCKING)
            : null;
    return new Entry(
        target.text("target"), mode, target.flag("rules", true), target.flag("jit", true));
  }

  private static String word(Enum<?> mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Set<Permission> scopes(Fields fields) {
    Set<Permission> scopes = EnumSet.noneOf(Permission.class);
    for (String key : fields.texts("scopes")) {
      Optional<Permission> scope = Permission.byKey(key).filter(Permission::isScope);
      scope.ifPresentOrElse(
          scopes::add, () -> fields.problem("scopes", "holds \"" + key + "\", which is no scope."));
    }
    return scopes;
  }
}
