# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop reads about the program: valid, and the same everywhere."""

import configparser
import re
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from check import files, main, need, run, variable


def validator(*command):
    done = subprocess.run(command, text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0 or "error" in done.stdout.lower():
        yield f"{command[0]} exits {done.returncode}: {done.stdout.strip()}"


def desktop(source, build, path):
    """The desktop entry is valid, and a hint counts as a fault, too."""
    for problem in validator(need("desktop-file-validate"), path):
        yield problem
    said = run(need("desktop-file-validate"), path)
    if said.strip():
        yield f"desktop-file-validate remarks: {said.strip()}"


def appstream(source, build, path):
    """The metainfo is valid; asking the network is not needed for that."""
    done = subprocess.run([need("appstreamcli"), "validate", "--no-net", path], text=True, encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    grave = re.findall(r"^[EW]: .*", done.stdout, re.M)
    # There is no address to name yet; newer validators warn of that.
    yield from (line for line in grave if not line.endswith(" url-homepage-missing"))
    if done.returncode != 0 and not grave:
        yield f"appstreamcli exits {done.returncode}: {done.stdout.strip()}"


def schema(source, build):
    """The settings compile strictly; every key says what it is and what it may be."""
    folder = source / "data" / "settings"
    with tempfile.TemporaryDirectory() as target:
        yield from validator(need("glib-compile-schemas"), "--strict", "--dry-run", f"--targetdir={target}", str(folder))
    keys = 0
    for path in files(folder, ".gschema.xml", rooms=(".",)):
        for key in xml.parse(path).iter("key"):
            keys += 1
            name = key.get("name")
            for part in ("summary", "description"):
                if not (key.findtext(part) or "").strip():
                    yield f"the key {name} has no {part}"
            if key.get("type") not in (None, "b") and key.find("range") is None and key.find("choices") is None:
                yield f"the key {name} has neither a range nor choices"
    if keys == 0:
        yield "there is no key at all"


def identity(source, build, desktop_path, metainfo_path):
    """One id, one version and one name, wherever they are written."""
    app_id = variable(source, "app_id")
    if not re.fullmatch(r"[a-z]+\.[a-z]+(\.[A-Za-z_][A-Za-z0-9_]*){1,3}", app_id):
        yield f"“{app_id}” is not a well-formed id"
    if variable(source, "resource_path") != "/" + app_id.replace(".", "/"):
        yield "the resource path does not follow from the id"

    metainfo = xml.parse(metainfo_path).getroot()
    entry = configparser.RawConfigParser(delimiters="=", comment_prefixes="#", strict=True)
    entry.optionxform = str
    entry.read(desktop_path, encoding="utf-8")
    entry = entry["Desktop Entry"]
    schema_ids = {node.get("id") for path in files(source, ".gschema.xml", rooms=("data",))
                  for node in xml.parse(path).iter("schema")}
    service = (build / "data" / "desktop" / f"{app_id}.service").read_text(encoding="utf-8")
    for where, said in {
        "metainfo id": metainfo.findtext("id"),
        "metainfo launchable": (metainfo.findtext("launchable") or "").removesuffix(".desktop"),
        "metainfo dbus": metainfo.findtext("provides/dbus"),
        "icon of the desktop entry": entry["Icon"],
        "bus name": re.search(r"^Name=(.*)$", service, re.M)[1],
        "schema id": " ".join(schema_ids),
    }.items():
        if said != app_id:
            yield f"{where} is “{said}”, the id is “{app_id}”"

    version = re.search(r"^\s*version: '(.*?)'", (source / "meson.build").read_text(encoding="utf-8"), re.M)[1]
    releases = metainfo.findall("releases/release")
    if not releases or releases[0].get("version") != version:
        yield f"the version is {version}, the newest release in the metainfo is not"
    dates = [release.get("date") for release in releases]
    if dates != sorted(dates, reverse=True):
        yield "the releases are not newest first"
    for release in releases:
        if release.find("description") is None:
            yield f"release {release.get('version')} has no notes"

    name, summary = metainfo.findtext("name"), metainfo.findtext("summary")
    if entry["Name"] != name or not re.fullmatch(r"[A-Z][A-Za-z ]{1,14}", name):
        yield f"the name “{name}” is not one plain name of at most 15 letters"
    if entry["Comment"] != summary:
        yield "the summary differs between desktop entry and metainfo"
    if not 10 <= len(summary) <= 35 or summary.endswith(".") or name in summary \
            or summary.split()[0] in ("A", "An", "The") or summary[1:] != summary[1:].lower():
        yield f"“{summary}” is not a summary of 10–35 characters in sentence case"
    lines = metainfo.findall("description/p")
    points = metainfo.findall("description/ul/li")
    translated = "{http://www.w3.org/XML/1998/namespace}lang"
    if sum(1 for point in points if point.get(translated) is None) > 10 or not lines:
        yield "the description has no paragraph, or more than ten points"
    for part in ("content_rating", "project_license", "metadata_license", "developer", "translation",
                 "supports/control", "requires/display_length", "branding/color"):
        if metainfo.find(part) is None:
            yield f"the metainfo has no {part}"
    if not any(node.get(translated) == "da" for node in metainfo.findall("summary")):
        yield "the metainfo has no Danish summary"
    for key in ("Name[da]", "Comment[da]", "Keywords[da]", "GenericName[da]"):
        if key not in entry:
            yield f"the desktop entry has no {key}"
    if entry.get("DBusActivatable") != "true" or entry.get("X-GNOME-UsesNotifications") != "true":
        yield "the desktop entry does not say that it is activatable and notifies"


def icons(source, build):
    """Two icons, square, drawn by hand, without a picture inside."""
    app_id = variable(source, "app_id")
    folder = source / "data" / "icons" / "hicolor"
    sizes = {f"scalable/apps/{app_id}.svg": "0 0 128 128", f"symbolic/apps/{app_id}-symbolic.svg": "0 0 16 16"}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    if there != set(sizes):
        yield f"the icons are {sorted(there)}, they should be {sorted(sizes)}"
    for name in sorted(there & set(sizes)):
        drawing = xml.parse(folder / name).getroot()
        if drawing.get("viewBox") != sizes[name]:
            yield f"{name}: the view box is not {sizes[name]}"
        for node in drawing.iter():
            if node.tag.endswith(("}image", "}text", "}filter", "}script")):
                yield f"{name}: contains a <{node.tag.split('}')[1]}>"


if __name__ == "__main__":
    main({"desktop": desktop, "appstream": appstream, "schema": schema, "identity": identity, "icons": icons})
