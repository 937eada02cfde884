package dev.muster.cli.conform;

import com.fasterxml.jackson.databind.JsonNode;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;

/** What Argo CD's health check makes of an object: Lua with as much around it as Argo CD gives it. */
record LuaHealth(String status, String message) {
    /** Runs a check; one that fails makes the status {@code Error}, with the reason as message. */
    static LuaHealth of(String check, JsonNode object) {
        Globals globals = new Globals();
        globals.load(new BaseLib());
        // The other libraries register there; a check can load nothing by it, as nothing finds files.
        globals.load(new PackageLib());
        globals.load(new TableLib());
        globals.load(new StringLib());
        LoadState.install(globals);
        LuaC.install(globals);
        globals.set("obj", LuaValues.of(object));
        try {
            LuaValue result = globals.load(check, "health.lua").call();
            return new LuaHealth(
                    result.get("status").optjstring(""), result.get("message").optjstring(""));
        } catch (LuaError e) {
            return new LuaHealth("Error", String.valueOf(e.getMessage()));
        }
    }
}
