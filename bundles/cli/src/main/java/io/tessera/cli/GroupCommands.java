package io.tessera.cli;

import io.tessera.cli.Identities.Found;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Groups and who is in them. */
final class GroupCommands {
  private static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
  private static final Option NESTED = Option.flag("--group", "the members are groups, not users");

  private GroupCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
            "group list",
            "list groups by name",
            GroupCommands::list,
            Option.valued("--q", "TEXT", "what a name begins with"),
            Option.valued("--user-store", "NAME", "only those in this user store"),
            Listing.LIMIT,
            Listing.ALL),
        Command.of("group show GROUP", "show one", GroupCommands::show),
        Command.of(
            "group members GROUP",
            "list who is in one",
            GroupCommands::members,
            Listing.LIMIT,
            Listing.ALL),
        Command.of(
            "group create NAME",
            "create a group",
            GroupCommands::create,
            Option.valued("--user-store", "NAME", "where names are theirs; PRIMARY"),
            Option.valued("--external-id", "TEXT", "what another system calls it"),
            Option.valued("--member", "USER", "who is in it; repeatable"),
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "group delete GROUP...",
            "delete groups, here and at the targets",
            GroupCommands::delete,
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "group add-member GROUP USER...",
            "take users into a group",
            GroupCommands::add,
            NESTED,
            Delivered.WAIT,
            Delivered.TIMEOUT),
        Command.of(
            "group remove-member GROUP USER...",
            "take users out of a group",
            GroupCommands::remove,
            NESTED,
            Delivered.WAIT,
            Delivered.TIMEOUT));
  }

  private static void list(Call call) throws CommandException, IOException, InterruptedException {
    Listing.of("groups")
        .narrowed(call.arguments(), "--q", "--user-store")
        .print(call, "displayName", "userStore", "created", "lastModified", "id");
  }

  private static Found named(Call call) throws CommandException, InterruptedException {
    return Identities.GROUPS.find(call.api(), call.arguments().word(0));
  }

  private static void show(Call call) throws CommandException, IOException, InterruptedException {
    String path = Identities.GROUPS.path(named(call));
    String query = (path.contains("?") ? "&" : "?") + "excludedAttributes=members";
    call.output().one(call.api().scim().get(path + query).without("schemas"));
  }

  private static void members(Call call)
      throws CommandException, IOException, InterruptedException {
    Listing.of("groups/" + named(call).id() + "/members").print(call, "name", "type", "id");
  }

  private static void create(Call call) throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    Attributes.Builder group =
        Attributes.builder()
            .put("schemas", Value.many(List.of(Value.text(SCHEMA))))
            .put("displayName", call.arguments().word(0));
    call.arguments().value("--external-id").ifPresent(id -> group.put("externalId", id));
    List<Value> members = new ArrayList<>();
    for (String member : call.arguments().all("--member")) {
      members.add(member(Identities.USERS.find(api, member)));
    }
    if (!members.isEmpty()) {
      group.put("members", Value.many(members));
    }
    Optional<String> store = call.arguments().value("--user-store");
    Attributes created =
        api.scim()
            .post(
                Identities.GROUPS.path() + store.map(Identities::domain).orElse(""), group.build());
    call.output().one(created.without("schemas").without("members"));
    Delivered.await(call, created.text("id").orElse(""));
  }

  private static void delete(Call call) throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    Each.of(
        call,
        call.arguments().words(),
        word -> {
          Found group = Identities.GROUPS.find(api, word);
          api.scim().delete(Identities.GROUPS.path(group));
          call.output().note("group " + word + " deleted");
          Delivered.await(call, group.id());
        });
  }

  private static void add(Call call) throws CommandException, IOException, InterruptedException {
    change(
        call,
        found -> new Patch().add("members", Value.many(List.of(member(found)))),
        "is in the group");
  }

  private static void remove(Call call) throws CommandException, IOException, InterruptedException {
    change(
        call,
        found -> new Patch().remove("members[value eq \"" + found.id() + "\"]"),
        "is not in the group any more");
  }

  private static Value member(Found found) {
    return Value.complex(Attributes.builder().put("value", found.id()).build());
  }

  /** One request for each member, so that one that does not exist keeps no other from it. */
  private static void change(Call call, Function<Found, Patch> patch, String done)
      throws CommandException, IOException, InterruptedException {
    Api api = call.api();
    Found group = named(call);
    Identities kind = call.arguments().has(NESTED.name()) ? Identities.GROUPS : Identities.USERS;
    List<String> words = call.arguments().words();
    Each.of(
        call,
        words.subList(1, words.size()),
        word -> {
          Patch change = patch.apply(kind.find(api, word));
          api.scim().patch(Identities.GROUPS.path(group), change.body());
          call.output().note(word + " " + done);
        });
    Delivered.await(call, group.id());
  }
}
