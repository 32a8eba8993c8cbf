package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRules;
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
import org.jspecify.annotations.Nullable;

/** The rules that grant roles by what somebody is. */
@Path("birthright-rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BirthrightRulesResource {
  private final BirthrightRules rules;

  BirthrightRulesResource(BirthrightRules rules) {
    this.rules = rules;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<BirthrightRule> wanted =
        rules.list().stream().filter(rule -> name == null || rule.name().equals(name)).toList();
    return Paging.json(paging.of(wanted, BirthrightRule::name), BirthrightCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    BirthrightRule made = rules.create(caller, BirthrightCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), BirthrightCodec.json(made));
  }

  /** Tells what a rule would change. */
  @POST
  @Path("preview")
  @Requires(Permission.CONFIG_READ)
  public Attributes preview(@Context Caller caller, Attributes body) {
    BirthrightCodec.Question question = BirthrightCodec.question(body);
    return BirthrightCodec.json(
        rules.preview(caller, question.rule(), question.mostExamined(), question.mostShown()));
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
    BirthrightRule present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(rules.replace(caller, present.id(), expected, BirthrightCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    BirthrightRule present = present(id);
    rules.delete(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private BirthrightRule present(String id) {
    return Answers.found("birthright rule", id, rules::get);
  }

  private static Response answer(BirthrightRule rule) {
    return Answers.versioned(rule.version(), BirthrightCodec.json(rule));
  }
}
