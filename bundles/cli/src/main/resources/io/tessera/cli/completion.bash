# Completion of tessera for bash. In ~/.bashrc: source <(tessera completion bash)

@TABLE@# Sets command and position: what was typed before the word at the cursor.
_tessera_parse() {
  local i word skip=
  command='' position=0
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [ -n "$skip" ]; then
      skip=
    elif [ "${word#-}" != "$word" ]; then
      [ -z "$(_tessera_value "$word")" ] || skip=1
    elif [ -z "$command" ]; then
      command=$word
    elif [ "$position" = 0 ] && [ -z "$(_tessera_options "$command")" ]; then
      command="$command $word"
    else
      position=$((position + 1))
    fi
  done
}

_tessera_offer() {
  case $1 in
    file) COMPREPLY=($(compgen -f -- "$2")) ; compopt -o filenames 2>/dev/null ;;
    dir) COMPREPLY=($(compgen -d -- "$2")) ; compopt -o filenames 2>/dev/null ;;
    names*) COMPREPLY=($(compgen -W "$(tessera names "${1#names }" "$2" 2>/dev/null </dev/null)" -- "$2")) ;;
    words*) COMPREPLY=($(compgen -W "${1#words }" -- "$2")) ;;
  esac
}

_tessera() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command position slot
  COMPREPLY=()
  slot=$(_tessera_value "$previous")
  if [ -n "$slot" ]; then
    _tessera_offer "$slot" "$current"
    return
  fi
  _tessera_parse
  if [ "${current#-}" != "$current" ]; then
    COMPREPLY=($(compgen -W "$(_tessera_options "$command")" -- "$current"))
  elif [ -n "$(_tessera_options "$command")" ]; then
    _tessera_offer "$(_tessera_word "$command $position")" "$current"
  else
    COMPREPLY=($(compgen -W "$(_tessera_next "$command")" -- "$current"))
  fi
}

complete -F _tessera tessera
