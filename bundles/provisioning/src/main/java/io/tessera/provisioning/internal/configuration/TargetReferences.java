package io.tessera.provisioning.internal.configuration;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.provisioning.api.admin.DeliverySettings.Dependency;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.ServiceProvider;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What refers to a target by its name: the lists of service providers, rules, and targets that
 * depend on it. A rename takes them along, a removal is refused as long as there are any.
 */
final class TargetReferences {
  private final Configurations configurations;

  /** Inside the transaction that changes the target. */
  TargetReferences(Configurations configurations) {
    this.configurations = configurations;
  }

  /**
   * Has all that refers to a target refer to its new name; each gets a new version.
   *
   * @throws RejectedException CONFLICT when roles have entitlements there
   */
  void rename(String from, String to, Change.Origin origin) {
    requireNoEntitlements(from);
    for (Configurations.Item item : items(ServiceProviderDocument.KIND)) {
      RegisteredProvider registered = ServiceProviderDocument.read(item);
      ServiceProvider provider = registered.provider();
      if (provider.outbound().entry(from).isPresent()) {
        configurations.put(
            ServiceProviderDocument.item(
                new RegisteredProvider(
                    provider.with(provider.outbound().renamed(from, to)), registered.secrets())),
            origin);
      }
    }
    items(IdentityProviderDocument.KIND).stream()
        .map(IdentityProviderDocument::read)
        .filter(provider -> provider.accounts().defaultTarget().equals(from))
        .map(provider -> provider.withDefaultTarget(to))
        .forEach(provider -> configurations.put(IdentityProviderDocument.item(provider), origin));
    for (Configurations.Item item : items(RuleDocument.KIND)) {
      Rule rule = RuleDocument.read(item);
      if (rule.scope().targets().contains(from)) {
        configurations.put(
            RuleDocument.retargeted(
                rule, rule.scope().targets().stream().map(t -> t.equals(from) ? to : t).toList()),
            origin);
      }
    }
    for (Configurations.Item item : items(RoleDocument.KIND)) {
      Role role = RoleDocument.read(item);
      if (refersTo(role, from)) {
        configurations.put(RoleDocument.item(renamed(role, from, to)), origin);
      }
    }
    for (Configurations.Item item : items(ConfigurationDocuments.TARGET)) {
      DeliverySettings delivery = ConfigurationDocuments.deliveryOf(item);
      if (dependsOn(delivery, from)) {
        configurations.put(
            ConfigurationDocuments.withDependencies(
                item,
                delivery.dependsOn().stream()
                    .map(d -> d.target().equals(from) ? new Dependency(to, d.order()) : d)
                    .toList()),
            origin);
      }
    }
  }

  /**
   * @throws RejectedException CONFLICT with the list of what refers to it
   */
  void requireNone(UUID id, String name) {
    List<String> referring =
        Stream.of(
                items(ServiceProviderDocument.KIND).stream()
                    .map(ServiceProviderDocument::read)
                    .map(RegisteredProvider::provider)
                    .filter(p -> p.outbound().entry(name).isPresent())
                    .map(p -> "service provider " + p.name()),
                items(ConfigurationDocuments.TARGET).stream()
                    .filter(item -> !item.id().equals(id))
                    .filter(item -> dependsOn(ConfigurationDocuments.deliveryOf(item), name))
                    .map(item -> "target " + item.name() + " (delivery.dependsOn)"),
                items(RuleDocument.KIND).stream()
                    .filter(item -> RuleDocument.read(item).scope().targets().contains(name))
                    .map(item -> "rule " + item.name()),
                items(RoleDocument.KIND).stream()
                    .filter(item -> refersTo(RoleDocument.read(item), name))
                    .map(item -> "role " + item.name()))
            .flatMap(names -> names)
            .sorted()
            .toList();
    if (!referring.isEmpty()) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "The target "
              + name
              + " is referred to by "
              + String.join(", ", referring)
              + "; take it out there first.");
    }
  }

  /** What users have by their roles is stored with the name of the target, and stays so. */
  private void requireNoEntitlements(String target) {
    List<String> roles =
        items(RoleDocument.KIND).stream()
            .filter(item -> isEntitledAt(RoleDocument.read(item), target))
            .map(Configurations.Item::name)
            .sorted()
            .toList();
    if (!roles.isEmpty()) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT,
          "The target "
              + target
              + " keeps its name while there are entitlements at it in the roles "
              + String.join(", ", roles)
              + "; take them out first, or make a new target.");
    }
  }

  private static boolean refersTo(Role role, String target) {
    return role.targets().contains(target) || isEntitledAt(role, target);
  }

  private static boolean isEntitledAt(Role role, String target) {
    return role.entitlements().stream().anyMatch(e -> e.target().equals(target));
  }

  private static Role renamed(Role role, String from, String to) {
    return new Role(
        role.id(),
        role.name(),
        role.displayName(),
        role.description(),
        role.targets().stream().map(t -> t.equals(from) ? to : t).toList(),
        role.entitlements(),
        role.includes(),
        role.version() + 1);
  }

  private List<Configurations.Item> items(String kind) {
    return configurations.items(kind);
  }

  private static boolean dependsOn(DeliverySettings delivery, String target) {
    return delivery.dependsOn().stream().anyMatch(d -> d.target().equals(target));
  }
}
