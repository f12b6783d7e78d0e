//! Build script: asks cargo to rebuild the crate whenever a file under `data/` is added, changed or
//! removed, because the embedded folder is otherwise only watched for files that already exist.

fn main() {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=src/build.rs");
}
