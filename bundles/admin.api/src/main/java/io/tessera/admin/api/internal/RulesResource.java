package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rules;
import io.tessera.provisioning.api.admin.Rules.Question;
import io.tessera.provisioning.api.admin.ServiceProvider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules that decide whether accounts are made and changed. */
@Path("rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RulesResource {
  private final Rules rules;

  RulesResource(Rules rules) {
    this.rules = rules;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<Rule> wanted =
        rules.list().stream().filter(rule -> name == null || rule.name().equals(name)).toList();
    return Paging.json(paging.of(wanted, Rule::name), RuleCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Rule made = rules.create(caller, RuleCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), RuleCodec.json(made));
  }

  /** Asks the rules about somebody; changes nothing. */
  @POST
  @Path("decision")
  @Requires(Permission.CONFIG_READ)
  public Attributes decide(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    ResourceType type = ResourceTypes.read(fields);
    Question question =
        new Question(
            rule(fields),
            type,
            resource(fields),
            fields.text("target"),
            fields.optionalText("serviceProvider").orElse(ServiceProvider.RESIDENT.name()),
            RuleCodec.operation(fields, "operation"),
            RuleCodec.instant(fields, "at"));
    fields.check();
    return RuleCodec.json(rules.tryOut(caller, question));
  }

  private @Nullable UUID rule(Fields fields) {
    Optional<String> name = fields.optionalText("rule");
    if (name.isEmpty()) {
      return null;
    }
    Optional<UUID> known =
        rules.list().stream()
            .filter(rule -> rule.name().equals(name.get()))
            .map(Rule::id)
            .findFirst();
    if (known.isEmpty()) {
      fields.problem("rule", "must be the name of a rule.");
    }
    return known.orElse(null);
  }

  private static UUID resource(Fields fields) {
    try {
      return UUID.fromString(fields.text("resource"));
    } catch (IllegalArgumentException noId) {
      fields.problem("resource", "must be the id of a user or group.");
      return new UUID(0, 0);
    }
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    return answer(present(id));
  }

  @PUT
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    Rule present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(rules.replace(caller, present.id(), expected, RuleCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Rule present = present(id);
    rules.delete(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private Rule present(String id) {
    return Answers.found("rule", id, rules::get);
  }

  private static Response answer(Rule rule) {
    return Answers.versioned(rule.version(), RuleCodec.json(rule));
  }
}
