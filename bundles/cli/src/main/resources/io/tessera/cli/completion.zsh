#compdef tessera
# Completion of tessera for zsh. In ~/.zshrc, after compinit: source <(tessera completion zsh)

@TABLE@_tessera_offer() {
  case $1 in
    file) _files ;;
    dir) _files -/ ;;
    names*) compadd -- ${(f)"$(tessera names "${1#names }" "$PREFIX" 2>/dev/null </dev/null)"} ;;
    words*) compadd -- ${=1#words } ;;
  esac
}

_tessera() {
  local command='' word skip='' slot
  local -i i position=0
  for ((i = 2; i < CURRENT; i++)); do
    word=${words[i]}
    if [[ -n $skip ]]; then
      skip=''
    elif [[ $word == -* ]]; then
      [[ -z $(_tessera_value $word) ]] || skip=1
    elif [[ -z $command ]]; then
      command=$word
    elif [[ $position == 0 && -z $(_tessera_options $command) ]]; then
      command="$command $word"
    else
      position+=1
    fi
  done
  slot=$(_tessera_value "${words[CURRENT - 1]}")
  if [[ -n $slot ]]; then
    _tessera_offer $slot
  elif [[ $PREFIX == -* ]]; then
    compadd -- ${=$(_tessera_options $command)}
  elif [[ -n $(_tessera_options $command) ]]; then
    _tessera_offer "$(_tessera_word "$command $position")"
  else
    compadd -- ${=$(_tessera_next $command)}
  fi
}

compdef _tessera tessera
