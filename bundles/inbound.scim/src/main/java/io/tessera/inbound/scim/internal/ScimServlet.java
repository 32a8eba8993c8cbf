package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.Door;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.JaxRsServlet;
import io.tessera.json.AttributesJson;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.RoleAssignments;
import io.tessera.provisioning.api.admin.Roles;
import io.tessera.scim.protocol.Limits;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Where SCIM 2.0 clients come in. */
@Component(name = "io.tessera.inbound.scim", service = Servlet.class)
@HttpWhiteboardServletName("scim2")
@HttpWhiteboardServletPattern({"/scim2/*", "/scim/v2/*"})
@Designate(ocd = ScimServlet.Config.class)
public final class ScimServlet extends JaxRsServlet {
  private static final long serialVersionUID = 1L;

  /** What clients may ask of SCIM. */
  @ObjectClassDefinition(name = "SCIM 2.0")
  public @interface Config {
    @AttributeDefinition(description = "Deepest nesting of a body")
    int jsonDepth() default AttributesJson.MAX_DEPTH;

    @AttributeDefinition(description = "Longest text in a body, in characters")
    int jsonText() default AttributesJson.MAX_TEXT;

    @AttributeDefinition(description = "Longest filter, in characters")
    int filterLength() default 4_096;

    @AttributeDefinition(description = "Most conditions in a filter")
    int filterConditions() default 32;

    @AttributeDefinition(description = "Deepest nesting of a filter, at most 200")
    int filterDepth() default 32;

    @AttributeDefinition(description = "Most operations in one PATCH")
    int patchOperations() default 200;

    @AttributeDefinition(description = "Most values of one attribute in one PATCH")
    int patchValues() default 5_000;

    @AttributeDefinition(description = "Most operations in one bulk request")
    int bulkOperations() default 1_000;

    @AttributeDefinition(description = "Most resources on one page, at most 200")
    int pageSize() default 200;

    @AttributeDefinition(description = "Attributes that users may change of themselves at /Me")
    String[] selfService() default {
      "password",
      "name",
      "displayName",
      "nickName",
      "profileUrl",
      "preferredLanguage",
      "locale",
      "timezone",
      "phoneNumbers",
      "ims",
      "photos",
      "addresses"
    };
  }

  @Activate
  public ScimServlet(
      @Reference(name = "gate") Gate gate,
      @Reference(name = "provisioning") Provisioning provisioning,
      @Reference(name = "roles") Roles roles,
      @Reference(name = "assignments") RoleAssignments assignments,
      Config config) {
    super(gate, door(provisioning, roles, assignments, config, gate.maxBodyBytes()));
  }

  private static Door door(
      Provisioning provisioning,
      Roles roles,
      RoleAssignments assignments,
      Config config,
      long maxPayload) {
    Limits limits = limits(config);
    Codecs codecs = new Codecs(provisioning, limits);
    Endpoint users = new Endpoint(provisioning, codecs, ResourceType.USER);
    return new Door(
        "scim2",
        Channel.SCIM2,
        true,
        List.of(
            new UsersResource(users),
            new GroupsResource(new Endpoint(provisioning, codecs, ResourceType.GROUP)),
            new RolesResource(roles, assignments, limits),
            new BulkResource(provisioning, codecs, config.bulkOperations()),
            new MeResource(
                users, new SelfService(provisioning, codecs, Set.of(config.selfService()))),
            new RootResource(new RootSearch(provisioning, codecs)),
            new DiscoveryResource(provisioning, limits, maxPayload)),
        List.of(new AttributesBody(new AttributesJson(config.jsonDepth(), config.jsonText()))),
        new ScimErrors());
  }

  @Override
  protected boolean isForBrowsers() {
    return true;
  }

  private static Limits limits(Config config) {
    return new Limits(
        config.filterLength(),
        config.filterConditions(),
        config.filterDepth(),
        config.patchOperations(),
        config.patchValues(),
        config.bulkOperations(),
        config.pageSize());
  }
}
