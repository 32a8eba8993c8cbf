package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Door;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.JaxRsServlet;
import io.tessera.provisioning.api.Administrators;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.RepeatedRequests;
import io.tessera.provisioning.api.admin.AdministratorRegister;
import io.tessera.provisioning.api.admin.Audit;
import io.tessera.provisioning.api.admin.Backups;
import io.tessera.provisioning.api.admin.BirthrightRules;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.CustomSchemas;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.IndexedAttributes;
import io.tessera.provisioning.api.admin.InitialLoads;
import io.tessera.provisioning.api.admin.Placements;
import io.tessera.provisioning.api.admin.PolicyMaps;
import io.tessera.provisioning.api.admin.RoleAssignments;
import io.tessera.provisioning.api.admin.Roles;
import io.tessera.provisioning.api.admin.Rules;
import io.tessera.provisioning.api.admin.SecretKeys;
import io.tessera.provisioning.api.admin.ServiceProviders;
import io.tessera.provisioning.api.admin.SignInLocks;
import io.tessera.provisioning.api.admin.TargetContents;
import io.tessera.provisioning.api.admin.TokenIssuers;
import io.tessera.provisioning.api.admin.Traces;
import io.tessera.provisioning.api.admin.UserStores;
import io.tessera.provisioning.api.federation.FederatedLinks;
import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The door of operators: {@code /api/v1}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("admin")
@HttpWhiteboardServletPattern("/api/v1/*")
public final class AdminServlet extends JaxRsServlet {
  private static final long serialVersionUID = 1L;

  @Activate
  public AdminServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "connections") Connections connections,
      @Reference(name = "policyMaps") PolicyMaps policyMaps,
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "administrators") Administrators administrators,
      @Reference(name = "register") AdministratorRegister register,
      @Reference(name = "repeated") RepeatedRequests repeated,
      @Reference(name = "userStores") UserStores userStores,
      @Reference(name = "schemas") CustomSchemas schemas,
      @Reference(name = "indexes") IndexedAttributes indexes,
      @Reference(name = "audit") Audit audit,
      @Reference(name = "traces") Traces traces,
      @Reference(name = "secretKeys") SecretKeys secretKeys,
      @Reference(name = "serviceProviders") ServiceProviders serviceProviders,
      @Reference(name = "tokenIssuers") TokenIssuers tokenIssuers,
      @Reference(name = "signInLocks") SignInLocks signInLocks,
      @Reference(name = "placements") Placements placements,
      @Reference(name = "contents") TargetContents contents,
      @Reference(name = "initialLoads") InitialLoads initialLoads,
      @Reference(name = "rules") Rules rules,
      @Reference(name = "roles") Roles roles,
      @Reference(name = "assignments") RoleAssignments assignments,
      @Reference(name = "birthrights") BirthrightRules birthrights,
      @Reference(name = "links") FederatedLinks links,
      @Reference(name = "descriptions") PartyDescriptions descriptions,
      @Reference(name = "reads") ReadCases reads,
      @Reference(name = "backups") Backups backups,
      @Reference(name = "watch") WatchCases watch,
      @Reference(name = "web") HttpServiceRuntime web) {
    super(
        gate,
        door(
            connections,
            policyMaps,
            deliveries,
            new AccessCases(administrators, register, gate.browsers(), repeated),
            userStores,
            schemas,
            indexes,
            audit,
            traces,
            secretKeys,
            new CallerCases(serviceProviders, tokenIssuers, signInLocks),
            new PlacementCases(placements, initialLoads, rules, contents),
            new RoleCases(roles, assignments, birthrights),
            new FederationCases(links, descriptions),
            reads,
            new BackupCases(backups),
            watch,
            new DoorsResource(gate.doors(), web)));
  }

  @Override
  protected boolean isForBrowsers() {
    return true;
  }

  static Door door(
      Connections connections,
      PolicyMaps policyMaps,
      Deliveries deliveries,
      AccessCases access,
      UserStores userStores,
      CustomSchemas schemas,
      IndexedAttributes indexes,
      Audit audit,
      Traces traces,
      SecretKeys secretKeys,
      CallerCases callers,
      PlacementCases placements,
      RoleCases roles,
      FederationCases federation,
      ReadCases reads,
      BackupCases backups,
      WatchCases watch,
      DoorsResource doors) {
    List<Object> resources =
        new ArrayList<>(
            List.of(
                new ConnectorTypesResource(connections),
                new IdentityProvidersResource(connections),
                new IdentityProviderVersionsResource(connections),
                new TargetsResource(connections, deliveries, placements.contents()),
                new PolicyMapPreviewResource(connections, policyMaps),
                new PolicyMapVersionsResource(connections, policyMaps),
                new UserStoresResource(userStores),
                new SchemasResource(schemas),
                new IndexedAttributesResource(indexes),
                new AccountsResource(deliveries),
                new OperationsResource(deliveries, connections, reads.people()),
                new HeldBatchesResource(deliveries, connections),
                new AuditResource(audit, reads.people()),
                new TracesResource(traces),
                new SecretKeysResource(secretKeys),
                doors,
                new OpenApiResource()));
    resources.addAll(access.resources());
    resources.addAll(callers.resources());
    resources.addAll(placements.resources());
    resources.addAll(roles.resources(reads.people()));
    resources.addAll(federation.resources());
    resources.addAll(reads.resources(connections));
    resources.addAll(backups.resources());
    resources.addAll(watch.resources());
    return new Door(
        "admin",
        Channel.ADMIN_API,
        false,
        resources,
        List.of(
            new AttributesBody(), new KnownParameters(), new StaleEdits(), access.repeatedPosts()),
        new ProblemDocument());
  }
}
