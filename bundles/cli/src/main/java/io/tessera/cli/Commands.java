package io.tessera.cli;

import java.util.List;
import java.util.stream.Stream;

/** All commands there are, in the order of the help. */
final class Commands {
  static final List<Command> ALL =
      Stream.of(
              OverviewCommands.all(),
              UserCommands.all(),
              GroupCommands.all(),
              ConnectorTypeCommands.all(),
              IdentityProviderCommands.all(),
              MetadataCommands.all(),
              TargetCommands.all(),
              SchemaCommands.all(),
              RuleCommands.all(),
              ServiceProviderCommands.all(),
              TokenIssuerCommands.all(),
              SignInLockCommands.all(),
              DeliveryCommands.all(),
              BatchCommands.all(),
              PlacementCommands.all(),
              RunCommands.all(),
              RoleCommands.all(),
              FederationCommands.all(),
              AuditCommands.all(),
              BundleCommands.all(),
              AdministratorCommands.all(),
              AlertCommands.all(),
              ConfigurationCommands.all(),
              BackupCommands.all(),
              SecretKeyCommands.all(),
              SignInCommands.all(),
              CompletionCommands.all(),
              ProfileCommands.all())
          .flatMap(List::stream)
          .toList();

  private Commands() {}
}
