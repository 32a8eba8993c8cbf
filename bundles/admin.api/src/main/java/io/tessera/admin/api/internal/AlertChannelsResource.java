package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.AlertChannel;
import io.tessera.provisioning.api.admin.AlertChannels;
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

/** Where alerts go. */
@Path("alert-channels")
@Produces(MediaType.APPLICATION_JSON)
public final class AlertChannelsResource {
  private final AlertChannels channels;

  AlertChannelsResource(AlertChannels channels) {
    this.channels = channels;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<AlertChannel> wanted =
        channels.list().stream()
            .filter(channel -> name == null || channel.name().equals(name))
            .toList();
    return Paging.json(paging.of(wanted, AlertChannel::name), AlertChannelCodec::json);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    AlertChannel made = channels.create(caller, AlertChannelCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), AlertChannelCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    return answer(present(id));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    AlertChannel present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version());
    return answer(channels.replace(caller, present.id(), expected, AlertChannelCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    AlertChannel present = present(id);
    channels.delete(caller, present.id(), IfMatch.expected(ifMatch, present.version()));
  }

  /** A POST because it makes the server call out. */
  @POST
  @Path("{id}/test")
  @Requires(Permission.CONFIG_WRITE)
  public Attributes test(@PathParam("id") String id) {
    return AlertChannelCodec.json(channels.test(present(id).id()));
  }

  private AlertChannel present(String id) {
    return Answers.found("alert channel", id, channels::get);
  }

  private static Response answer(AlertChannel channel) {
    return Answers.versioned(channel.version(), AlertChannelCodec.json(channel));
  }
}
