/**
 * The host of ConnId connectors. {@code DroppedJars} makes an OSGi bundle of each jar of the deploy
 * folder: {@code JarScan} finds its connectors, {@code Form} and {@code BundleJar} write what
 * Metatype and Declarative Services read. At work, {@code ConnIdBundle} is the jar with its class
 * loader, and {@code Hosted} an instance: {@code Facade} calls the connector, {@code Accounts},
 * {@code Listings} and {@code Changes} say what to call, {@code Failures} what it meant.
 */
@NullMarked
package io.tessera.connector.connid.internal;

import org.jspecify.annotations.NullMarked;
