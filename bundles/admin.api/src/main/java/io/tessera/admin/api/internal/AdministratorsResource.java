package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Administrator;
import io.tessera.provisioning.api.admin.AdministratorRegister;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Those who administer the server, by their names. */
@Path("administrators")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AdministratorsResource {
  private final AdministratorRegister register;

  AdministratorsResource(AdministratorRegister register) {
    this.register = register;
  }

  @GET
  @Requires(Permission.ADMINISTRATORS_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(
        paging.of(register.list(), found -> found.name().toLowerCase(Locale.ROOT)),
        AdministratorCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.ADMINISTRATORS_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Fields fields = Fields.of(body);
    String password = fields.text("password");
    Administrator.Draft draft = AdministratorCodec.draft(fields);
    fields.check();
    Administrator made = register.create(caller, draft, password);
    return Response.created(uri.getAbsolutePathBuilder().path(made.name()).build())
        .header(HttpHeaders.ETAG, IfMatch.etag(made.version()))
        .entity(AdministratorCodec.json(made))
        .build();
  }

  @GET
  @Path("{name}")
  @Requires(Permission.ADMINISTRATORS_READ)
  public Response get(@PathParam("name") String name) {
    return answer(present(name));
  }

  @PUT
  @Path("{name}")
  @DryRun
  @Requires(Permission.ADMINISTRATORS_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    Administrator present = present(name);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    Fields fields = Fields.of(body);
    Administrator.Draft draft = AdministratorCodec.draft(fields);
    fields.check();
    return answer(register.replace(caller, present.name(), expected, draft));
  }

  @DELETE
  @Path("{name}")
  @DryRun
  @Requires(Permission.ADMINISTRATORS_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("name") String name,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Administrator present = present(name);
    register.delete(
        caller,
        present.name(),
        IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  /** Ends the sessions of whoever it is. */
  @POST
  @Path("{name}/password")
  @Requires(Permission.ADMINISTRATORS_WRITE)
  public void password(@Context Caller caller, @PathParam("name") String name, Attributes body) {
    Administrator present = present(name);
    Fields fields = Fields.of(body);
    String password = fields.text("password");
    fields.check();
    register.setPassword(caller, present.name(), password);
  }

  private Administrator present(String name) {
    return register
        .get(name)
        .orElseThrow(() -> Answers.notFound("There is no administrator " + name + "."));
  }

  private static Response answer(Administrator administrator) {
    return Answers.versioned(administrator.version(), AdministratorCodec.json(administrator));
  }
}
