/**
 * What the author of an outbound connector implements. Needs nothing but the JDK; reaches no HTTP,
 * no database and nothing of the server.
 *
 * <p>A connector is a Declarative Services component created from a factory configuration that
 * Metatype describes. Its life, in order:
 *
 * <ol>
 *   <li>Its bundle is started: the connector type is known, the form of its configuration can be
 *       drawn. Nothing of it runs.
 *   <li>A target is configured: the component is constructed with its configuration. A constructor
 *       checks its settings and throws {@link ConfigurationException} when they cannot work; it
 *       opens no connection that it needs the other side for.
 *   <li>{@link Connector#apply} is called from several threads at once, never twice at once for the
 *       same account.
 *   <li>The configuration changes, the bundle is updated or the target is removed: calls in flight
 *       are given time to end, then the component's deactivate method closes what it holds. A new
 *       instance may already exist.
 * </ol>
 *
 * <p>{@link Connector} is all a connector has to be. What else its target can do it says by further
 * interfaces: {@link Readable} looks one account up, {@link Searchable} lists all, {@link
 * ChangeSource} tells what changed, {@link Describable} tells the schema, {@link Testable} tests
 * the settings, {@link Checkable} asks after what is pending, {@link PasswordAware} takes
 * passwords, {@link Plannable} tells what would be sent. An operator may switch each of them off
 * for a target.
 *
 * <p>Secrets among the settings are attributes of type PASSWORD whose names begin with an
 * underscore, which makes them private properties: the server keeps them sealed and never shows
 * them.
 *
 * <p>A connector never sleeps, never repeats a failed call and never logs attribute values or
 * secrets: it says what happened, and the server decides what to do.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.connector.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
